package dev.lonekey.benchmarks.archive;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes records of one account with the proportions of a real trail: mostly reads by roles, a session context in each, ids
 * of chance that do not compress, and now and then a policy as a string in a string. All ids are made up.
 */
final class RecordWriter {

    private static final String HEX = "0123456789abcdef";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** What calls there are, with the parameters and the answer that their records have; {@code %h}, {@code %i}: some id. */
    private record Call(int weight, String service, String name, boolean reads, String parameters, String answer) {}

    private static final List<Call> CALLS = List.of(
            new Call(
                    22,
                    "s3",
                    "GetObject",
                    true,
                    "{\"bucketName\":\"example-lake-%d\",\"Host\":\"example-lake.s3.eu-central-1.amazonaws.com\",\"key\":\"events/dt=2026-03-%d/part-%h.parquet\"}",
                    "null"),
            new Call(
                    14,
                    "kms",
                    "Decrypt",
                    true,
                    "{\"encryptionAlgorithm\":\"SYMMETRIC_DEFAULT\",\"encryptionContext\":{\"aws:s3:arn\":\"arn:aws:s3:::example-lake-%d\"}}",
                    "null"),
            new Call(
                    12,
                    "sts",
                    "AssumeRole",
                    true,
                    "{\"roleArn\":\"arn:aws:iam::%a:role/service-%d\",\"roleSessionName\":\"session-%h\",\"durationSeconds\":3600}",
                    "{\"credentials\":{\"accessKeyId\":\"%k\",\"sessionToken\":\"IQoJb3JpZ2luX2Vj%h%h\",\"expiration\":\"Mar 1, 2026, 11:00:00 AM\"},\"assumedRoleUser\":{\"assumedRoleId\":\"AROAEXAMPLE%d:session\",\"arn\":\"arn:aws:sts::%a:assumed-role/service-%d/session\"}}"),
            new Call(
                    9,
                    "ec2",
                    "DescribeInstances",
                    true,
                    "{\"maxResults\":1000,\"instancesSet\":{},\"filterSet\":{\"items\":[{\"name\":\"instance-state-name\",\"valueSet\":{\"items\":[{\"value\":\"running\"},{\"value\":\"pending\"}]}},{\"name\":\"tag:cluster\",\"valueSet\":{\"items\":[{\"value\":\"workers-%d\"}]}}]}}",
                    "null"),
            new Call(
                    6,
                    "ec2",
                    "DescribeNetworkInterfaces",
                    true,
                    "{\"networkInterfaceIdSet\":{\"items\":[{\"networkInterfaceId\":\"eni-%h\"}]},\"filterSet\":{}}",
                    "null"),
            new Call(
                    7,
                    "dynamodb",
                    "GetItem",
                    true,
                    "{\"tableName\":\"orders-%d\",\"key\":{\"order_id\":\"***\"},\"consistentRead\":false}",
                    "null"),
            new Call(
                    6,
                    "lambda",
                    "Invoke20150331",
                    false,
                    "{\"functionName\":\"arn:aws:lambda:eu-central-1:%a:function:resize-%d\",\"invocationType\":\"Event\",\"sourceAccount\":\"%a\"}",
                    "null"),
            new Call(
                    5,
                    "logs",
                    "CreateLogStream",
                    false,
                    "{\"logGroupName\":\"/aws/lambda/resize-%d\",\"logStreamName\":\"2026/03/01/[$LATEST]%h\"}",
                    "null"),
            new Call(
                    5,
                    "monitoring",
                    "PutMetricData",
                    false,
                    "{\"namespace\":\"Example/Queue\",\"metricData\":[{\"metricName\":\"Depth\",\"dimensions\":[{\"name\":\"queue\",\"value\":\"q-%d\"}]}]}",
                    "null"),
            new Call(
                    4,
                    "ssm",
                    "UpdateInstanceInformation",
                    false,
                    "{\"instanceId\":\"%i\",\"agentVersion\":\"3.3.380.0\",\"agentStatus\":\"Active\",\"platformType\":\"Linux\",\"platformName\":\"Amazon Linux\",\"platformVersion\":\"2023\",\"iPAddress\":\"10.0.%d.%d\",\"computerName\":\"ip-10-0-%d-%d.eu-central-1.compute.internal\"}",
                    "null"),
            new Call(3, "iam", "ListAccessKeys", true, "{\"userName\":\"user-%d\"}", "null"),
            new Call(2, "iam", "GetUser", true, "null", "null"),
            new Call(
                    2,
                    "ecs",
                    "DescribeTasks",
                    true,
                    "{\"cluster\":\"example-%d\",\"tasks\":[\"arn:aws:ecs:eu-central-1:%a:task/example/%h\"]}",
                    "null"),
            new Call(
                    2,
                    "ec2",
                    "RunInstances",
                    false,
                    "{\"instancesSet\":{\"items\":[{\"imageId\":\"ami-%h\",\"minCount\":1,\"maxCount\":4}]},\"instanceType\":\"m6i.large\",\"monitoring\":{\"enabled\":false},\"ebsOptimized\":true}",
                    "{\"requestId\":\"%u\",\"reservationId\":\"r-%h\",\"ownerId\":\"%a\",\"instancesSet\":{\"items\":[{\"instanceId\":\"%i\",\"instanceState\":{\"code\":0,\"name\":\"pending\"},\"privateIpAddress\":\"10.0.%d.%d\",\"networkInterfaceSet\":{\"items\":[{\"networkInterfaceId\":\"eni-%h\",\"subnetId\":\"subnet-0example\",\"status\":\"in-use\",\"attachment\":{\"attachmentId\":\"eni-attach-%h\",\"deviceIndex\":0,\"status\":\"attaching\",\"deleteOnTermination\":true}}]}}]}}"),
            new Call(
                    1,
                    "s3",
                    "PutBucketPolicy",
                    false,
                    "{\"bucketName\":\"example-%d\",\"bucketPolicy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"arn:aws:s3:::example-%d/*\\\",\\\"Condition\\\":{\\\"Bool\\\":{\\\"aws:SecureTransport\\\":\\\"false\\\"}}}]}\"}",
                    "null"));

    private static final int WEIGHTS = CALLS.stream().mapToInt(Call::weight).sum();

    private static final List<Call> OF_INTEREST = List.of(
            new Call(
                    1,
                    "iam",
                    "CreateAccessKey",
                    false,
                    "{\"userName\":\"user-%d\"}",
                    "{\"accessKey\":{\"userName\":\"user-%d\",\"accessKeyId\":\"%K\",\"status\":\"Active\",\"createDate\":\"Mar 1, 2026, 10:00:00 AM\"}}"),
            new Call(1, "iam", "DeleteAccessKey", false, "{\"userName\":\"user-%d\",\"accessKeyId\":\"%K\"}", "null"),
            new Call(
                    1,
                    "iam",
                    "CreateUser",
                    false,
                    "{\"userName\":\"user-%d\"}",
                    "{\"user\":{\"path\":\"/\",\"userName\":\"user-%d\",\"userId\":\"AIDAEXAMPLE%d\",\"arn\":\"arn:aws:iam::%a:user/user-%d\",\"createDate\":\"Mar 1, 2026, 10:00:00 AM\"}}"));

    private static final List<String> AGENTS = List.of(
            "aws-sdk-java/2.40.2 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.0 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM exec-env/AWS_ECS_FARGATE",
            "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#6.1.119 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.40.1",
            "amazon-ssm-agent/3.3.380.0",
            "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0",
            "aws-cli/2.22.1 md/awscrt#0.23.1 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6 cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#s3.cp");

    private final SplittableRandom random;
    private final String account;
    private final double interest;

    RecordWriter(SplittableRandom random, String account, double interest) {
        this.random = random;
        this.account = account;
        this.interest = interest;
    }

    /** Writes one record, without what separates it from the next. */
    void write(StringBuilder out, Instant time) {
        var call = random.nextDouble() < interest ? OF_INTEREST.get(random.nextInt(OF_INTEREST.size())) : usual();
        var role = "service-" + random.nextInt(40);
        out.append(
                        "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE")
                .append(role.hashCode() & 0xFFFFF)
                .append(":i-0")
                .append(role)
                .append("\",\"arn\":\"arn:aws:sts::")
                .append(account)
                .append(":assumed-role/")
                .append(role)
                .append("/i-0")
                .append(role)
                .append("\",\"accountId\":\"")
                .append(account)
                .append("\",\"accessKeyId\":\"")
                .append(key("ASIA", random.nextInt(200)))
                .append("\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\"AROAEXAMPLE")
                .append(role.hashCode() & 0xFFFFF)
                .append("\",\"arn\":\"arn:aws:iam::")
                .append(account)
                .append(":role/")
                .append(role)
                .append("\",\"accountId\":\"")
                .append(account)
                .append("\",\"userName\":\"")
                .append(role)
                .append("\"},\"attributes\":{\"creationDate\":\"")
                .append(time.minusSeconds(random.nextInt(3_600)))
                .append("\",\"mfaAuthenticated\":\"false\"},\"ec2RoleDelivery\":\"2.0\"}},\"eventTime\":\"")
                .append(time)
                .append("\",\"eventSource\":\"")
                .append(call.service())
                .append(".amazonaws.com\",\"eventName\":\"")
                .append(call.name())
                .append("\",\"awsRegion\":\"eu-central-1\",\"sourceIPAddress\":\"10.0.")
                .append(random.nextInt(4))
                .append('.')
                .append(random.nextInt(256))
                .append("\",\"userAgent\":\"[")
                .append(AGENTS.get(random.nextInt(AGENTS.size())))
                .append("]\",");
        if (random.nextInt(50) == 0) {
            out.append("\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User: arn:aws:sts::")
                    .append(account)
                    .append(":assumed-role/")
                    .append(role)
                    .append(" is not authorized to perform: ")
                    .append(call.name())
                    .append("\",");
        }
        out.append("\"requestParameters\":");
        fill(out, call.parameters());
        out.append(",\"responseElements\":");
        fill(out, call.answer());
        fill(
                out,
                ",\"additionalEventData\":{\"SignatureVersion\":\"SigV4\",\"CipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"bytesTransferredIn\":0,\"AuthenticationMethod\":\"AuthHeader\",\"bytesTransferredOut\":%d},\"requestID\":\"%u\",\"eventID\":\"%u\",\"readOnly\":");
        out.append(call.reads());
        fill(
                out,
                ",\"resources\":[{\"accountId\":\"%a\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"arn:aws:iam::%a:role/"
                        + role
                        + "\"}],\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"%a\",\"sharedEventID\":\"%u\",\"eventCategory\":\"Management\",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":\"");
        out.append(call.service()).append(".eu-central-1.amazonaws.com\"}}");
    }

    private Call usual() {
        var left = random.nextInt(WEIGHTS);
        for (var call : CALLS) {
            left -= call.weight();
            if (left < 0) {
                return call;
            }
        }
        throw new IllegalStateException("weights");
    }

    private void fill(StringBuilder out, String template) {
        for (var at = 0; at < template.length(); at++) {
            if (template.charAt(at) != '%') {
                out.append(template.charAt(at));
                continue;
            }
            switch (template.charAt(++at)) {
                case 'a' -> out.append(account);
                case 'd' -> out.append(random.nextInt(256));
                case 'h' -> hex(out, 16);
                case 'i' -> hex(out.append("i-0"), 8);
                case 'k' -> out.append(key("ASIA", random.nextInt()));
                case 'K' -> out.append(key("AKIA", random.nextInt()));
                case 'u' -> uuid(out);
                default -> throw new IllegalStateException(template);
            }
        }
    }

    private void uuid(StringBuilder out) {
        hex(out, 8);
        hex(out.append('-'), 4);
        hex(out.append("-4"), 3);
        hex(out.append("-a"), 3);
        hex(out.append('-'), 12);
    }

    private void hex(StringBuilder out, int digits) {
        for (var digit = 0; digit < digits; digit++) {
            out.append(HEX.charAt(random.nextInt(16)));
        }
    }

    /** Nine letters that stand for the number, between the prefix and a word that AWS never issues. */
    private static String key(String prefix, int number) {
        var id = new StringBuilder(prefix);
        var left = number & 0xFFFF_FFFFL;
        for (var letter = 0; letter < 9; letter++) {
            id.append(LETTERS.charAt((int) (left & 31)));
            left >>>= 5;
        }
        return id.append("EXAMPLE").toString();
    }
}
