package dev.faultline.experiment;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
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
                    JavaScopes.RUNTIME,
                    false,
                    coordinate.without().stream().map(MavenResolver::exclusion).toList()));
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

    private static Exclusion exclusion(String name) {
        String[] parts = name.split(":", 2);
        return new Exclusion(parts[0], parts[1], "*", "*");
    }

    private static Artifact artifact(org.eclipse.aether.artifact.Artifact found) {
        Coordinate coordinate = new Coordinate(
                found.getGroupId(), found.getArtifactId(), found.getVersion(), found.getClassifier(), List.of());
        return new Artifact(
                coordinate.toString(),
                found.getFile().toPath(),
                Sha256.of(found.getFile().toPath()));
    }

    /** Says what is missing and why. Maven's own messages are left out: they have the addresses of servers in them. */
    private static String explain(Context maven, List<Coordinate> asked, DependencyResolutionException e) {
        ResolutionFailure failure = new ResolutionFailure(e, maven.remoteRepositories());
        String problem = "cannot resolve "
                + asked.stream().map(Coordinate::toString).collect(Collectors.joining(", ")) + ": "
                + failure.artifact();
        String which = failure.repositories();
        String repositories = which.isEmpty() ? "" : " (" + which + ")";
        if (maven.repositorySystemSession().isOffline()) {
            return problem + " is not in the local repository, and Maven's settings say offline;"
                    + " fetch it once while online";
        }
        if (failure.isNotFound()) {
            return problem + " is neither in the local repository nor in those of Maven's settings and of POMs"
                    + repositories + "; check group, name and version";
        }
        return problem + " could not be fetched from the repositories of Maven's settings and of POMs" + repositories
                + " because of " + failure.cause()
                + "; check the connection, and mirrors and proxies in settings.xml, or write 'without GROUP:NAME'"
                + " behind what needs it";
    }
}
