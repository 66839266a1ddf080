package dev.faultline.experiment;

import dev.faultline.sim.CacheFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns the names of artifacts into files, with all that they need at run time.
 *
 * <p>Artifacts come through Maven as the user has set it up: {@code settings.xml} with its mirrors, proxies and servers,
 * and the local repository. What was found is remembered in the folder {@code FAULTLINE_CACHE}, else {@code
 * $XDG_CACHE_HOME/faultline}, else {@code ~/.cache/faultline}; as long as the files are unchanged, the same question
 * is answered from there without starting Maven's resolver. {@code faultline:MODULE} is a part of Faultline itself,
 * without what that needs.
 *
 * <p>Immutable; may be shared by threads and used by processes at once.
 */
public final class Artifacts {
    /** Where artifacts are found when they are not remembered. */
    @FunctionalInterface
    interface Resolver {
        /** Returns the files of these artifacts and all that they need at run time, in class path order. */
        List<Artifact> resolve(List<Coordinate> coordinates);
    }

    private final ResolutionCache cache;
    private final Resolver resolver;
    private final OwnModules ownModules;
    private final Consumer<String> progress;

    Artifacts(ResolutionCache cache, Resolver resolver, OwnModules ownModules, Consumer<String> progress) {
        this.cache = cache;
        this.resolver = resolver;
        this.ownModules = ownModules;
        this.progress = progress;
    }

    /**
     * Returns the resolver that uses Maven's settings and the cache of the user.
     *
     * @param progress told, in a line for people, what takes a while
     */
    public static Artifacts ofUser(Consumer<String> progress) {
        Path folder = CacheFolder.ofUser();
        // Made only when asked: its classes pull in Maven's, and mostly the cache answers.
        Resolver maven = coordinates -> new MavenResolver().resolve(coordinates);
        return new Artifacts(new ResolutionCache(folder), maven, OwnModules.besideThisClass(), progress);
    }

    /**
     * Returns the files of these artifacts and of all that they need at run time; not what is optional or for tests.
     * First the parts of Faultline, then the rest in the order of Maven: as asked for, each before what it needs. Of two
     * versions of an artifact the one nearest to what is asked for is taken, the first of equals.
     *
     * @param coordinates {@code GROUP:NAME:VERSION[:CLASSIFIER]} or {@code faultline:MODULE}
     * @throws ExperimentException if one is malformed, cannot be found or cannot be fetched
     */
    public List<Artifact> resolve(List<String> coordinates) {
        List<Coordinate> all =
                coordinates.stream().map(Coordinate::parse).distinct().toList();
        List<Artifact> artifacts = new ArrayList<>();
        all.stream().filter(Coordinate::own).map(ownModules::find).forEach(artifacts::add);
        List<Coordinate> foreign = all.stream().filter(name -> !name.own()).toList();
        if (!foreign.isEmpty()) {
            artifacts.addAll(resolveForeign(foreign));
        }
        return List.copyOf(artifacts);
    }

    private List<Artifact> resolveForeign(List<Coordinate> coordinates) {
        boolean changing = coordinates.stream().anyMatch(Coordinate::changing);
        Optional<List<Artifact>> remembered = changing ? Optional.empty() : cache.find(coordinates);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        progress.accept("resolving "
                + coordinates.stream().map(Coordinate::toString).collect(Collectors.joining(", ")) + " ...");
        List<Artifact> found = resolver.resolve(coordinates);
        if (!changing) {
            cache.remember(coordinates, found).ifPresent(progress);
        }
        return found;
    }
}
