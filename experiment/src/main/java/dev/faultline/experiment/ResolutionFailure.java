package dev.faultline.experiment;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;

/**
 * Which artifact could not be had, who was asked for it, and why. What is at fault is deep inside of what Maven throws: one failure
 * for each repository, which may be one that only the POM of some artifact declares.
 *
 * <p>Addresses of servers are left out but for the host: they may have passwords in them.
 */
final class ResolutionFailure {
    private final List<ArtifactTransferException> transfers = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> configured;

    /**
     * Makes one.
     *
     * @param configured the repositories of Maven's settings
     */
    ResolutionFailure(DependencyResolutionException thrown, List<RemoteRepository> configured) {
        this.configured = configured.stream().map(RemoteRepository::getId).collect(Collectors.toUnmodifiableSet());
        look(thrown);
    }

    private void look(Throwable thrown) {
        if (!seen.add(thrown)) {
            return;
        }
        switch (thrown) {
            case ArtifactTransferException transfer -> transfers.add(transfer);
            case ArtifactResolutionException unresolved -> results(unresolved.getResults());
            case ArtifactDescriptorException undescribed
            when undescribed.getResult() != null -> {
                missing.add(undescribed.getResult().getRequest().getArtifact().toString());
                undescribed.getResult().getExceptions().forEach(this::look);
            }
            case DependencyCollectionException uncollected
            when uncollected.getResult() != null ->
                uncollected.getResult().getExceptions().forEach(this::look);
            case DependencyResolutionException unresolved
            when unresolved.getResult() != null -> {
                unresolved.getResult().getCollectExceptions().forEach(this::look);
                results(unresolved.getResult().getArtifactResults());
            }
            default -> {}
        }
        if (thrown.getCause() != null) {
            look(thrown.getCause());
        }
    }

    private void results(Collection<ArtifactResult> results) {
        results.stream().filter(result -> !result.isResolved()).forEach(result -> {
            missing.add(result.getRequest().getArtifact().toString());
            result.getExceptions().forEach(this::look);
        });
    }

    /** Returns which artifact could not be had; the one that no repository could be asked for comes before those that none has. */
    String artifact() {
        return transfers.isEmpty()
                ? missing.stream().findFirst().orElse("an artifact that is needed")
                : String.valueOf(decisive().getArtifact());
    }

    /** Returns whether every repository that was asked answered that it does not have it. */
    boolean isNotFound() {
        return !transfers.isEmpty() && decisive() instanceof ArtifactNotFoundException;
    }

    /** Returns the repositories that did not give it, each with its host, and where it is declared if not in the settings. */
    String repositories() {
        ArtifactTransferException decisive = transfers.isEmpty() ? null : decisive();
        return transfers.stream()
                .filter(each -> decisive != null
                        && String.valueOf(each.getArtifact()).equals(String.valueOf(decisive.getArtifact())))
                .filter(each -> each instanceof ArtifactNotFoundException == isNotFound())
                .map(ArtifactTransferException::getRepository)
                .filter(RemoteRepository.class::isInstance)
                .distinct()
                .map(this::named)
                .collect(Collectors.joining(", "));
    }

    private String named(RemoteRepository repository) {
        return repository.getId()
                + host(repository)
                + (configured.contains(repository.getId()) ? "" : ", declared in the POM of what needs it");
    }

    private static String host(RemoteRepository repository) {
        try {
            String host = URI.create(repository.getUrl()).getHost();
            return host == null ? "" : " at " + host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private ArtifactTransferException decisive() {
        return transfers.stream()
                .filter(each -> !(each instanceof ArtifactNotFoundException))
                .findFirst()
                .orElse(transfers.getFirst());
    }

    /** Returns why, by the last cause: what it is, and what it says unless there may be an address in it. */
    String cause() {
        Throwable cause = transfers.isEmpty() ? null : decisive();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "an error that Maven does not tell";
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName()
                + (message == null || message.contains("/") ? "" : " (" + message + ")");
    }
}
