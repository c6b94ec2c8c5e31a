package dev.lonekey.ingest.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** AWS on a port of this machine. Everything in it goes by the clock, but for what its callers measure in real time. */
public final class AwsStandIn implements AutoCloseable {

    private static final String HOME_ACCOUNT = "111122223333";

    /** Enough for calls that are held, and for receivers that wait for messages. */
    private static final int THREADS = 128;

    private final Clock clock;
    private final Ids ids = new Ids();
    private final Map<String, StandInAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, StandInQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, StandInBucket> buckets = new ConcurrentHashMap<>();
    private final StandInOrganization organization;
    private final Sessions sessions = new Sessions(ids, HOME_ACCOUNT);
    private final Faults faults = new Faults(sessions);
    private final Calls calls = new Calls();
    private final LookupLimit lookupLimit = new LookupLimit();
    private final HttpServer server;
    private final ExecutorService threads;

    private AwsStandIn(Clock clock, HttpServer server, ExecutorService threads) {
        this.clock = clock;
        this.server = server;
        this.threads = threads;
        organization = new StandInOrganization(clock, HOME_ACCOUNT, this::account);
        var services = Map.of(
                "iam",
                new IamService(this::account),
                "cloudtrail",
                new CloudTrailService(this::account, lookupLimit),
                "sts",
                new StsService(accounts::containsKey, sessions, faults),
                "sqs",
                new SqsService(name -> Optional.ofNullable(queues.get(name))),
                "s3",
                new S3Service(name -> Optional.ofNullable(buckets.get(name))),
                "organizations",
                new OrganizationsService(organization, HOME_ACCOUNT));
        server.createContext("/", new Front(services, sessions, new Gate(calls, faults, sessions)));
        server.setExecutor(threads);
    }

    /** Starts on a port that is free. */
    public static AwsStandIn start(Clock clock) {
        return start(clock, 0);
    }

    /** Starts on a port. */
    public static AwsStandIn start(Clock clock, int port) {
        // Or else every answer waits for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
            var standIn = new AwsStandIn(clock, server, Executors.newFixedThreadPool(THREADS, AwsStandIn::thread));
            server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where all services are. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The environment that leads a child process here, with credentials of the home account. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint().toString(),
                "AWS_ACCESS_KEY_ID", Sessions.BASE_KEY,
                "AWS_SECRET_ACCESS_KEY", Sessions.SECRET,
                "AWS_SESSION_TOKEN", Sessions.TOKEN,
                "AWS_REGION", "us-east-1");
    }

    /** The account of the credentials in {@link #environment}, and the management account of the organization. */
    public String homeAccount() {
        return HOME_ACCOUNT;
    }

    /** An account whose roles may be assumed; made if there is none yet. */
    public StandInAccount account(String id) {
        return accounts.computeIfAbsent(id, missing -> new StandInAccount(missing, clock, ids));
    }

    /** The organization of the home account. */
    public StandInOrganization organization() {
        return organization;
    }

    /** A queue in the home account; made if there is none yet. */
    public StandInQueue queue(String name) {
        return queues.computeIfAbsent(
                name, missing -> new StandInQueue(missing, endpoint() + "/" + HOME_ACCOUNT + "/" + missing, clock));
    }

    /** A bucket; made if there is none yet. */
    public StandInBucket bucket(String name) {
        return buckets.computeIfAbsent(name, missing -> new StandInBucket(missing, clock));
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** How many calls of LookupEvents an account takes. */
    public LookupLimit lookupLimit() {
        return lookupLimit;
    }

    /** What was called. */
    public Calls calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "aws-stand-in");
        thread.setDaemon(true);
        return thread;
    }
}
