package dev.strategos.testkit.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Loads a mutant's classes, and a copy of every other class of its package, tests included, so that all of them meet the mutant and not
 * the original. Everything else comes from the parent.
 */
final class MutantLoader extends ClassLoader {

    private final String prefix;
    private final Map<String, byte[]> mutated;

    MutantLoader(ClassLoader parent, String packageName, Map<String, byte[]> mutated) {
        super(parent);
        this.prefix = packageName + ".";
        this.mutated = mutated;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(prefix)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = mutated.get(name);
        if (bytes == null) {
            bytes = original(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
