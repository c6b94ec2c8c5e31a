package dev.lonekey.detector.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who bears which name from when to when; told in the order of time. */
final class Bearers {
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long STILL = Long.MAX_VALUE;

    /** From the first second up to, but without, the last. */
    private record Tenure(String name, Life life, long from, long to) {
        boolean covers(long second) {
            return from <= second && second < to;
        }

        /** Whether the name is borne at asOf or at some second after it, up to until. */
        boolean overlaps(long asOf, long until) {
            return from <= until && to > asOf;
        }
    }

    private final Map<String, Tenure> present = new HashMap<>();
    private final List<Tenure> past = new ArrayList<>();
    private final Map<String, Life> lives = new LinkedHashMap<>();

    Set<String> names() {
        return Set.copyOf(present.keySet());
    }

    Map<String, Life> now() {
        Map<String, Life> now = new HashMap<>();
        present.forEach((name, tenure) -> now.put(name, tenure.life()));
        return now;
    }

    Map<String, Life> byOrigin() {
        return lives;
    }

    Optional<Life> byOrigin(String origin) {
        return Optional.ofNullable(lives.get(origin));
    }

    /** Somebody bears the name: if nobody is known to, it is one who has borne it since it was last given up. */
    Life tell(String name) {
        if (!present.containsKey(name)) {
            Life life = new Life("bearer of " + name + " since " + lastGivenUp(name));
            open(name, life, lastGivenUp(name));
        }
        return present.get(name).life();
    }

    Life giveUp(String name, long second) {
        Life bearer = tell(name);
        close(name, second);
        return bearer;
    }

    /** Gives the name to somebody; returns who bore it until then. */
    Optional<Life> take(String name, Life taker, long second) {
        Optional<Life> former = close(name, second);
        open(name, taker, second);
        return former.filter(life -> life != taker);
    }

    /** Gives up whatever name somebody bears. */
    void leave(Life life, long second) {
        List.copyOf(present.values()).stream()
                .filter(tenure -> tenure.life() == life)
                .forEach(tenure -> close(tenure.name(), second));
    }

    private void open(String name, Life life, long from) {
        lives.put(life.origin(), life);
        life.bears(name);
        present.put(name, new Tenure(name, life, from, STILL));
    }

    private Optional<Life> close(String name, long second) {
        return Optional.ofNullable(present.remove(name)).map(tenure -> {
            past.add(new Tenure(name, tenure.life(), tenure.from(), second));
            return tenure.life();
        });
    }

    private long lastGivenUp(String name) {
        return past.stream()
                .filter(tenure -> tenure.name().equals(name))
                .mapToLong(Tenure::to)
                .max()
                .orElse(ALWAYS);
    }

    /** All who bear a name at some moment after one time and up to another, the last one first. */
    List<Life> in(String name, long afterAsOf, long until) {
        return tenures().stream()
                .filter(tenure -> tenure.name().equals(name))
                .filter(tenure -> tenure.covers(until) || tenure.overlaps(afterAsOf, until))
                .sorted(Comparator.comparingLong(Tenure::to).reversed())
                .map(Tenure::life)
                .toList();
    }

    boolean bears(Life life, String name, long asOf, long until) {
        return tenures().stream()
                .anyMatch(
                        tenure -> tenure.life() == life && tenure.name().equals(name) && tenure.overlaps(asOf, until));
    }

    /** The name that somebody bears in a second. */
    Optional<String> nameOf(Life life, long second) {
        return tenures().stream()
                .filter(tenure -> tenure.life() == life && tenure.covers(second))
                .map(Tenure::name)
                .findFirst();
    }

    long began(Life life) {
        return tenures().stream()
                .filter(tenure -> tenure.life() == life)
                .mapToLong(Tenure::from)
                .min()
                .orElse(ALWAYS);
    }

    private List<Tenure> tenures() {
        List<Tenure> all = new ArrayList<>(past);
        all.addAll(present.values());
        return all;
    }
}
