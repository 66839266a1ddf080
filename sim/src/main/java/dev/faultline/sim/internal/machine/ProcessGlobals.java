package dev.faultline.sim.internal.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the JDK keeps in static fields of its own, once for each process: they would be shared by all nodes and runs. */
public final class ProcessGlobals {
    /** JDBC drivers; the elements are of a type that only {@code DriverManager} knows. */
    public final CopyOnWriteArrayList<Object> drivers = new CopyOnWriteArrayList<>();

    /** Static fields of the JDK that are its own, kept by those who know them. */
    @Nullable
    public Object statics;

    /** Objects that a reference of the application refers to. */
    private final List<Object> kept = new ArrayList<>();

    private final Map<String, Integer> counters = new TreeMap<>();
    private final Map<String, Object> singles = new HashMap<>();
    private final Map<Locale.Category, Locale> localesByCategory = new HashMap<>();
    private @Nullable Locale locale;
    private @Nullable TimeZone timeZone;
    private boolean driversInitialized;

    /** Counts what the JDK numbers per JVM: threads, pools, timers. Starts at 0. */
    public int count(String what) {
        return counters.merge(what, 1, Integer::sum) - 1;
    }

    /** Returns what the process has one of, made by the supplier when first asked for. */
    public Object single(String what, Supplier<Object> supplier) {
        Object known = singles.get(what);
        if (known == null) {
            known = supplier.get();
            singles.put(what, known);
        }
        return known;
    }

    @Nullable
    public Object single(String what) {
        return singles.get(what);
    }

    public void setSingle(String what, Object value) {
        singles.put(what, value);
    }

    /** Returns whether the JDBC drivers on the class path have been looked for, and takes it that they will be now. */
    public boolean testAndSetDriversInitialized() {
        boolean known = driversInitialized;
        driversInitialized = true;
        return known;
    }

    public Locale locale(Properties properties) {
        Locale known = locale;
        if (known == null) {
            known = Locale.of(
                    properties.getProperty("user.language", "en"), properties.getProperty("user.country", ""));
            locale = known;
        }
        return known;
    }

    public Locale locale(Locale.Category category, Properties properties) {
        Locale own = localesByCategory.get(category);
        return own == null ? locale(properties) : own;
    }

    public void setLocale(Locale next) {
        locale = next;
        for (Locale.Category category : Locale.Category.values()) {
            localesByCategory.put(category, next);
        }
    }

    public void setLocale(Locale.Category category, Locale next) {
        localesByCategory.put(category, next);
    }

    public TimeZone timeZone(Properties properties) {
        TimeZone known = timeZone;
        if (known == null) {
            known = TimeZone.getTimeZone(properties.getProperty("user.timezone", "UTC"));
            timeZone = known;
        }
        return known;
    }

    /** Sets the time zone; null brings back that of the properties. */
    public void setTimeZone(@Nullable TimeZone next) {
        timeZone = next;
    }

    /** Keeps the object from the garbage collector for the life of the process. */
    public void keep(Object referent) {
        kept.add(referent);
    }

    int keptObjects() {
        return kept.size();
    }
}
