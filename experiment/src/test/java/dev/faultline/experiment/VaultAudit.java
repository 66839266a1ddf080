package dev.faultline.experiment;

import java.util.Map;
import java.util.concurrent.Callable;

/** Asks the vault of its process. */
public final class VaultAudit implements Callable<Map<String, Object>> {
    @Override
    public Map<String, Object> call() {
        return Vault.open.audit();
    }
}
