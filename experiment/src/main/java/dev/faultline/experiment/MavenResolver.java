package dev.faultline.experiment;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** Resolves through Maven, with the settings of the user. */
final class MavenResolver implements Artifacts.Resolver {
    @Override
    public List<Artifact> resolve(List<Coordinate> coordinates) {
        ContextOverrides asMavenDoes =
                ContextOverrides.create().withUserSettings(true).build();
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(asMavenDoes)) {
            return resolve(maven, coordinates);
        }
    }

    private static List<Artifact> resolve(Context maven, List<Coordinate> coordinates) {
        CollectRequest wanted = new CollectRequest();
        wanted.setRepositories(maven.remoteRepositories());
        for (Coordinate coordinate : coordinates) {
            wanted.addDependency(new Dependency(
                    new DefaultArtifact(
                            coordinate.group(),
                            coordinate.name(),
                            coordinate.classifier(),
                            "jar",
                            coordinate.version()),
                    JavaScopes.RUNTIME));
        }
        DependencyRequest request =
                new DependencyRequest(wanted, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
        try {
            List<Artifact> artifacts = new ArrayList<>();
            for (ArtifactResult result : maven.repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), request)
                    .getArtifactResults()) {
                org.eclipse.aether.artifact.Artifact found = result.getArtifact();
                // A POM that only names other artifacts has nothing for a class path.
                if (found.getExtension().equals("jar")) {
                    artifacts.add(artifact(found));
                }
            }
            return artifacts;
        } catch (DependencyResolutionException e) {
            throw new ExperimentException(explain(maven, coordinates, e), e);
        }
    }

    private static Artifact artifact(org.eclipse.aether.artifact.Artifact found) {
        Coordinate coordinate =
                new Coordinate(found.getGroupId(), found.getArtifactId(), found.getVersion(), found.getClassifier());
        return new Artifact(
                coordinate.toString(),
                found.getFile().toPath(),
                Sha256.of(found.getFile().toPath()));
    }

    /** Says what is missing and why. Maven's own messages are left out: they have the addresses of servers in them. */
    private static String explain(Context maven, List<Coordinate> asked, DependencyResolutionException e) {
        Set<String> missing = new LinkedHashSet<>();
        if (e.getResult() != null) {
            e.getResult().getArtifactResults().stream()
                    .filter(ArtifactResult::isMissing)
                    .forEach(result ->
                            missing.add(result.getRequest().getArtifact().toString()));
        }
        String which = missing.isEmpty() ? "an artifact that is needed" : String.join(", ", missing);
        String repositories =
                maven.remoteRepositories().stream().map(RemoteRepository::getId).collect(Collectors.joining(", "));
        String problem = "cannot resolve "
                + asked.stream().map(Coordinate::toString).collect(Collectors.joining(", ")) + ": " + which;
        if (maven.repositorySystemSession().isOffline()) {
            return problem + " is not in the local repository, and Maven's settings say offline;"
                    + " fetch it once while online";
        }
        if (isNotFound(e)) {
            return problem + " is neither in the local repository nor in the repositories of Maven's settings ("
                    + repositories + "); check group, name and version";
        }
        return problem + " could not be fetched from the repositories of Maven's settings (" + repositories
                + ") because of " + rootCause(e) + "; check the connection, and mirrors and proxies in settings.xml";
    }

    private static boolean isNotFound(Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof ArtifactNotFoundException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static String rootCause(RepositoryException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
