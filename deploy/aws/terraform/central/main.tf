# What cloudformation/central.yml makes: the event bus that the accounts forward access-key events to, the queue that
# ingest reads, and what ingest may do.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id

  queue_name        = "lonekey-events"
  retention         = 1209600 # 14 days, the most that SQS keeps
  makes_ingest_role = var.ingest_runs_on != "elsewhere"

  event_pattern = {
    source      = ["aws.iam", "aws.cloudtrail"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["iam.amazonaws.com", "cloudtrail.amazonaws.com"]
      eventName = [
        "CreateAccessKey",
        "UpdateAccessKey",
        "DeleteAccessKey",
        "CreateUser",
        "UpdateUser",
        "DeleteUser",
        "StopLogging",
        "DeleteTrail",
        "UpdateTrail",
        "PutEventSelectors",
        "StartLogging",
        "CreateTrail",
      ]
    }
  }
}

resource "aws_cloudwatch_event_bus" "central" {
  name        = "lonekey"
  description = "Access-key events of all accounts"
}

data "aws_iam_policy_document" "bus" {
  statement {
    sid       = "PutByTheOrganization"
    actions   = ["events:PutEvents"]
    resources = [aws_cloudwatch_event_bus.central.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization_id]
    }
  }
}

resource "aws_cloudwatch_event_bus_policy" "central" {
  event_bus_name = aws_cloudwatch_event_bus.central.name
  policy         = data.aws_iam_policy_document.bus.json
}

resource "aws_sqs_queue" "events" {
  name                       = local.queue_name
  message_retention_seconds  = local.retention
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 120
  sqs_managed_sse_enabled    = var.queue_key_arn == null ? true : null
  kms_master_key_id          = var.queue_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 100 # a Kafka that is down for an hour or two must not move events here
  })
}

# Received again and again, and never deleted.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.queue_name}-dead-letters"
  message_retention_seconds = local.retention
  sqs_managed_sse_enabled   = var.queue_key_arn == null ? true : null
  kms_master_key_id         = var.queue_key_arn

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["arn:${local.partition}:sqs:${local.region}:${local.account}:${local.queue_name}"]
  })
}

# What EventBridge could not deliver to the queue.
resource "aws_sqs_queue" "undelivered" {
  name                      = "${local.queue_name}-undelivered"
  message_retention_seconds = local.retention
  sqs_managed_sse_enabled   = var.queue_key_arn == null ? true : null
  kms_master_key_id         = var.queue_key_arn
}

data "aws_iam_policy_document" "sent_by_the_rule" {
  for_each = {
    events      = aws_sqs_queue.events.arn
    undelivered = aws_sqs_queue.undelivered.arn
  }

  statement {
    sid       = "SentByTheRule"
    actions   = ["sqs:SendMessage"]
    resources = [each.value]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.events.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.url
  policy    = data.aws_iam_policy_document.sent_by_the_rule["events"].json
}

resource "aws_sqs_queue_policy" "undelivered" {
  queue_url = aws_sqs_queue.undelivered.url
  policy    = data.aws_iam_policy_document.sent_by_the_rule["undelivered"].json
}

resource "aws_cloudwatch_event_rule" "events" {
  name           = "lonekey-events"
  description    = "Access-key events, and what silences CloudTrail, to the queue that ingest reads"
  event_bus_name = aws_cloudwatch_event_bus.central.name
  state          = "ENABLED"
  event_pattern  = jsonencode(local.event_pattern)
}

resource "aws_cloudwatch_event_target" "event_queue" {
  rule           = aws_cloudwatch_event_rule.events.name
  event_bus_name = aws_cloudwatch_event_bus.central.name
  target_id      = "event-queue"
  arn            = aws_sqs_queue.events.arn

  dead_letter_config {
    arn = aws_sqs_queue.undelivered.arn
  }
}

data "aws_iam_policy_document" "ingest" {
  statement {
    sid       = "AssumeMemberRoles"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::*:role/lonekey-member"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceOrgID"
      values   = [var.organization_id]
    }
  }

  statement {
    sid = "ListOrganization"
    actions = [
      "organizations:ListAccounts",
      "organizations:ListRoots",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ListOrganizationalUnits"
    actions = [
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListAccountsForParent",
    ]
    resources = [
      "arn:${local.partition}:organizations::*:root/${var.organization_id}/*",
      "arn:${local.partition}:organizations::*:ou/${var.organization_id}/*",
    ]
  }

  statement {
    sid = "ReadEventQueue"
    actions = [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
    ]
    resources = [aws_sqs_queue.events.arn]
  }
}

resource "aws_iam_policy" "ingest" {
  name        = "lonekey-ingest"
  description = "What Lonekey's ingest may do"
  policy      = data.aws_iam_policy_document.ingest.json
}

data "aws_iam_policy_document" "ingest_queue_key" {
  count = var.queue_key_arn == null ? 0 : 1

  statement {
    sid       = "DecryptEventQueue"
    actions   = ["kms:Decrypt"]
    resources = [var.queue_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:sqs:arn"
      values   = [aws_sqs_queue.events.arn]
    }
  }
}

resource "aws_iam_policy" "ingest_queue_key" {
  count = var.queue_key_arn == null ? 0 : 1

  name        = "lonekey-ingest-queue-key"
  description = "What reading the encrypted queue takes"
  policy      = data.aws_iam_policy_document.ingest_queue_key[0].json
}

data "aws_iam_policy_document" "ingest_trail" {
  count = var.trail_bucket == null ? 0 : 1

  statement {
    sid       = "ListTrail"
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::${var.trail_bucket}"]
  }

  statement {
    sid       = "ReadTrail"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::${var.trail_bucket}/*AWSLogs/*/CloudTrail/*"]
  }

  dynamic "statement" {
    for_each = var.trail_key_arn == null ? [] : [var.trail_key_arn]

    content {
      sid       = "DecryptTrail"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["s3.*"]
      }
    }
  }
}

resource "aws_iam_policy" "ingest_trail" {
  count = var.trail_bucket == null ? 0 : 1

  name        = "lonekey-ingest-trail"
  description = "What reading the files of the trail takes"
  policy      = data.aws_iam_policy_document.ingest_trail[0].json
}

data "aws_iam_policy_document" "ingest_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type = "Service"
      identifiers = [
        var.ingest_runs_on == "ec2" ? "ec2.${data.aws_partition.current.dns_suffix}" : "ecs-tasks.amazonaws.com",
      ]
    }

    dynamic "condition" {
      for_each = var.ingest_runs_on == "ecs" ? [local.account] : []

      content {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [condition.value]
      }
    }
  }
}

resource "aws_iam_role" "ingest" {
  count = local.makes_ingest_role ? 1 : 0

  name               = "lonekey-ingest"
  description        = "What Lonekey's ingest runs with"
  assume_role_policy = data.aws_iam_policy_document.ingest_trust.json
}

resource "aws_iam_role_policy_attachment" "ingest" {
  count = local.makes_ingest_role ? 1 : 0

  role       = aws_iam_role.ingest[0].name
  policy_arn = aws_iam_policy.ingest.arn
}

resource "aws_iam_role_policy_attachment" "ingest_queue_key" {
  count = local.makes_ingest_role && var.queue_key_arn != null ? 1 : 0

  role       = aws_iam_role.ingest[0].name
  policy_arn = aws_iam_policy.ingest_queue_key[0].arn
}

resource "aws_iam_role_policy_attachment" "ingest_trail" {
  count = local.makes_ingest_role && var.trail_bucket != null ? 1 : 0

  role       = aws_iam_role.ingest[0].name
  policy_arn = aws_iam_policy.ingest_trail[0].arn
}

resource "aws_iam_instance_profile" "ingest" {
  count = var.ingest_runs_on == "ec2" ? 1 : 0

  name = "lonekey-ingest"
  role = aws_iam_role.ingest[0].name
}
