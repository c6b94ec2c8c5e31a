# What cloudformation/member.yml makes, for accounts that Terraform manages: the role that ingest assumes to read IAM,
# and the rule that forwards access-key events.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # Where IAM is at home, and records its calls, in each partition.
  home_of_iam = {
    aws        = "us-east-1"
    aws-cn     = "cn-north-1"
    aws-us-gov = "us-gov-west-1"
  }

  # Roles belong to the account, not to a Region: other Regions get only the rule.
  in_home_region = data.aws_region.current.id == local.home_of_iam[local.partition]

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

data "aws_iam_policy_document" "member_trust" {
  statement {
    sid     = "AssumedByIngest"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.ingest_role_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

data "aws_iam_policy_document" "member" {
  statement {
    sid = "ReadAccount"
    actions = [
      "iam:GetAccountSummary",
      "iam:ListUsers",
      "iam:GenerateCredentialReport",
      "iam:GetCredentialReport",
    ]
    resources = ["*"]
  }

  statement {
    sid = "ReadKeysOfUsers"
    actions = [
      "iam:ListAccessKeys",
      "iam:GetAccessKeyLastUsed",
    ]
    resources = ["arn:${local.partition}:iam::${local.account}:user/*"]
  }

  statement {
    sid       = "ReadEventHistory"
    actions   = ["cloudtrail:LookupEvents"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "member" {
  count = local.in_home_region ? 1 : 0

  name                 = "lonekey-member"
  description          = "Read by Lonekey's ingest, which IAM users have which access keys"
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.member_trust.json
}

resource "aws_iam_role_policy" "member" {
  count = local.in_home_region ? 1 : 0

  name   = "read-access-keys"
  role   = aws_iam_role.member[0].id
  policy = data.aws_iam_policy_document.member.json
}

data "aws_iam_policy_document" "forward_trust" {
  statement {
    sid     = "AssumedByTheRule"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:*:${local.account}:rule/lonekey-forward"]
    }
  }
}

data "aws_iam_policy_document" "forward" {
  statement {
    sid       = "PutEventsOnCentralBus"
    actions   = ["events:PutEvents"]
    resources = [var.central_bus_arn]
  }
}

resource "aws_iam_role" "forward" {
  count = local.in_home_region ? 1 : 0

  name               = "lonekey-forward"
  description        = "Lets EventBridge forward access-key events to Lonekey's central bus"
  assume_role_policy = data.aws_iam_policy_document.forward_trust.json
}

resource "aws_iam_role_policy" "forward" {
  count = local.in_home_region ? 1 : 0

  name   = "put-events-on-central-bus"
  role   = aws_iam_role.forward[0].id
  policy = data.aws_iam_policy_document.forward.json
}

resource "aws_cloudwatch_event_rule" "forward" {
  name          = "lonekey-forward"
  description   = "Access-key events, and what silences CloudTrail, to Lonekey's central bus"
  state         = "ENABLED"
  event_pattern = jsonencode(local.event_pattern)
}

resource "aws_cloudwatch_event_target" "central_bus" {
  rule      = aws_cloudwatch_event_rule.forward.name
  target_id = "central-bus"
  arn       = var.central_bus_arn
  role_arn  = local.in_home_region ? aws_iam_role.forward[0].arn : "arn:${local.partition}:iam::${local.account}:role/lonekey-forward"
}
