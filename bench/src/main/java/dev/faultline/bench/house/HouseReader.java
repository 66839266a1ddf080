package dev.faultline.bench.house;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes a house of class files. */
final class HouseReader {
    private record Source(String module, ClassModel model) {
        /** Reads what nobody looked at when the file was opened, and may turn out to be no class file there. */
        <T> T read(String name, Function<ClassModel, T> reader) {
            try {
                return reader.apply(model);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the class file of " + name + " in " + module + " cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** By the name of each class. Where a name is there twice the first counts, as on a class path. */
    private final NavigableMap<String, Source> sources = new TreeMap<>();

    private final Map<String, String> outermosts = new HashMap<>();

    static House read(List<Path> paths) {
        HouseReader reader = new HouseReader();
        for (Path path : paths) {
            ClassFiles files = ClassFiles.in(path);
            if (files.models().isEmpty()) {
                throw new IllegalArgumentException(path + " has no classes in it");
            }
            files.models().forEach(model -> reader.add(files.module(), model));
        }
        reader.sources.forEach((name, source) ->
                source.read(name, model -> reader.outermosts.put(name, reader.outermost(name, model))));
        return new House(reader.types(), reader.uses());
    }

    private void add(String module, ClassModel model) {
        sources.putIfAbsent(References.nameOf(model.thisClass().asSymbol()), new Source(module, model));
    }

    /** The host of the nest, or, where a compiler has not named it, the name up to the first dollar that is a class. */
    private String outermost(String name, ClassModel model) {
        String host = model.findAttribute(Attributes.nestHost())
                .map(nest -> References.nameOf(nest.nestHost().asSymbol()))
                .orElse(name);
        for (int end = host.indexOf('$', host.lastIndexOf('.') + 2); end > 0; end = host.indexOf('$', end + 1)) {
            if (sources.containsKey(host.substring(0, end))) {
                return host.substring(0, end);
            }
        }
        return sources.containsKey(host) ? host : name;
    }

    private NavigableMap<String, Type> types() {
        Map<String, Integer> lastLines = new HashMap<>();
        sources.forEach((name, source) -> lastLines.merge(
                outermosts.getOrDefault(name, name), source.read(name, HouseReader::lastLine), Math::max));
        NavigableMap<String, Type> types = new TreeMap<>();
        lastLines.forEach((name, lastLine) -> {
            Source source = sources.get(name);
            if (source != null) {
                types.put(name, source.read(name, model -> type(name, source.module, model, lastLine)));
            }
        });
        return types;
    }

    private Type type(String name, String module, ClassModel model, int lastLine) {
        String file = model.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse("");
        List<String> permitted = model.findAttribute(Attributes.permittedSubclasses()).stream()
                .flatMap(attribute -> attribute.permittedSubclasses().stream())
                .map(type -> References.nameOf(type.asSymbol()))
                .map(type -> outermosts.getOrDefault(type, type))
                .filter(type -> !type.equals(name))
                .distinct()
                .sorted()
                .toList();
        return new Type(name, module, file, model.flags().has(AccessFlag.PUBLIC), lastLine, permitted);
    }

    private static int lastLine(ClassModel model) {
        int last = 0;
        for (MethodModel method : model.methods()) {
            last = Math.max(
                    last,
                    method.findAttribute(Attributes.code()).stream()
                            .flatMap(code -> code.findAttributes(Attributes.lineNumberTable()).stream())
                            .flatMap(table -> table.lineNumbers().stream())
                            .mapToInt(LineNumberInfo::lineNumber)
                            .max()
                            .orElse(0));
        }
        return last;
    }

    private List<Use> uses() {
        NavigableSet<Use> uses = new TreeSet<>();
        sources.forEach((name, source) -> {
            String from = outermosts.getOrDefault(name, name);
            References.Sink sink = (used, kind, where, what) -> {
                String to = outermosts.get(used);
                if (to != null && !to.equals(from)) {
                    uses.add(new Use(from, to, kind, where, what));
                }
            };
            source.read(name, model -> new References(model, sink).show());
        });
        return new ArrayList<>(uses);
    }
}
