package dev.lonekey.detector.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A state store that counts the entries that iterators return. */
final class WatchedStore {

    private final KeyValueStore<byte[], byte[]> store;
    private int iterated;

    WatchedStore(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    @SuppressWarnings("unchecked")
    KeyValueStore<byte[], byte[]> watched() {
        return (KeyValueStore<byte[], byte[]>) proxy(KeyValueStore.class, (method, arguments) -> {
            var result = call(store, method, arguments);
            return result instanceof KeyValueIterator<?, ?> iterator ? watched(iterator) : result;
        });
    }

    private Object watched(KeyValueIterator<?, ?> iterator) {
        return proxy(KeyValueIterator.class, (method, arguments) -> {
            iterated += method.getName().equals("next") ? 1 : 0;
            return call(iterator, method, arguments);
        });
    }

    int iterated() {
        return iterated;
    }

    private interface Call {
        Object of(Method method, Object... arguments) throws Throwable;
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                WatchedStore.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method, arguments));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
