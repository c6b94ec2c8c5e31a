package dev.lonekey.detector.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lonekey.detector.oracle.SnapshotWriter.Span;
import dev.lonekey.detector.oracle.TrueKey.Status;
import java.util.List;
import java.util.Optional;

/** Sees an account as IAM's answers do: each thing as it was at some moment of a span. */
final class Camera {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final World world;
    private final Dice dice;
    private final Account account;
    private final int tooLatePercent;

    /** @param tooLatePercent how often IAM shows a key as it was well before the margin */
    Camera(World world, Dice dice, Account account, int tooLatePercent) {
        this.world = world;
        this.dice = dice;
        this.account = account;
        this.tooLatePercent = tooLatePercent;
    }

    /** The listing of a user, if the user is there when looked for. */
    Optional<ObjectNode> listing(Holder user, Span span, boolean withId) {
        Optional<String> name = user.nameAt(moment(span));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode entry = NODES.objectNode().put("name", name.get());
        boolean idNeeded = withId || isBorneByOthers(name.get(), user, span);
        if (idNeeded) {
            entry.put("id", user.userId());
        } else {
            world.namesAreTold();
        }
        world.saw(Nasty.LISTED_WITHOUT_ID, !idNeeded);
        entry.put("arn", arn(name.get()));
        ArrayNode keys = entry.putArray("keys");
        boolean withCreation = dice.chance(70);
        user.everHeld().forEach(key -> see(key, span, withCreation).ifPresent(keys::add));
        return Optional.of(entry);
    }

    private Optional<ObjectNode> see(TrueKey key, Span span, boolean withCreation) {
        boolean tooLate = tooLatePercent > 0 && dice.chance(tooLatePercent);
        Status status = key.at(tooLate ? span.asOf() - dice.between(1, 400) : moment(span));
        world.saw(Nasty.SHOWN_TOO_LATE, tooLate && status != key.at(span.asOf()));
        world.saw(Nasty.SHOWN_BEFORE_A_CHANGE, !tooLate && status != key.at(span.until()));
        if (status == Status.ABSENT) {
            return Optional.empty();
        }
        ObjectNode shown = NODES.objectNode().put("id", key.id());
        shown.put("status", status == Status.ACTIVE ? "Active" : "Inactive");
        if (withCreation) {
            shown.put("createdAt", SnapshotWriter.time(key.createdAt()));
        }
        key.lastUsedAt().ifPresent(used -> shown.put("lastUsedAt", SnapshotWriter.time(used)));
        return Optional.of(shown);
    }

    private boolean isBorneByOthers(String name, Holder user, Span span) {
        return account.everyone().stream()
                .anyMatch(other -> other != user && !other.isRoot() && other.bears(name, span.asOf(), span.until()));
    }

    boolean rootHasKeys(Span span) {
        long moment = moment(span);
        return account.root().everHeld().stream().anyMatch(key -> key.at(moment) != Status.ABSENT);
    }

    boolean rootHasCertificate(Span span) {
        return account.root().hasCertificateAt(moment(span));
    }

    /** A credential report: root, and maybe those users whose names nobody else bore meanwhile. */
    ArrayNode report(Span span, List<Holder> users) {
        ArrayNode principals = NODES.arrayNode();
        ObjectNode root = counted(account.root(), "arn:aws:iam::" + account.id() + ":root", span);
        boolean certificate = rootHasCertificate(span) && dice.chance(80);
        principals.add(root.put("certificatesActive", certificate ? 1 : 0));
        for (Holder user : users) {
            world.namesAreTold();
            user.nameAt(moment(span))
                    .filter(name -> !isBorneByOthers(name, user, span))
                    .ifPresent(name -> principals.add(counted(user, arn(name), span)));
        }
        return principals;
    }

    private ObjectNode counted(Holder holder, String arn, Span span) {
        List<Status> slots = holder.everHeld().stream()
                .map(key -> key.at(moment(span)))
                .filter(status -> status != Status.ABSENT)
                .toList();
        long active = slots.stream().filter(status -> status == Status.ACTIVE).count();
        return NODES.objectNode()
                .put("root", holder.isRoot())
                .put("arn", arn)
                .put("keysExisting", slots.size())
                .put("keysActive", active)
                .put("certificatesActive", 0);
    }

    private String arn(String name) {
        return "arn:aws:iam::" + account.id() + ":user" + dice.pick(List.of("/", "/", "/team/ops/")) + name;
    }

    private long moment(Span span) {
        return span.asOf() + dice.between(0, Math.toIntExact(span.until() - span.asOf()));
    }
}
