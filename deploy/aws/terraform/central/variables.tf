variable "organization_id" {
  description = "The organization whose accounts may send events, and whose roles ingest may assume."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "organization_id must be the id of an organization, such as o-exampleorgid."
  }
}

variable "ingest_runs_on" {
  description = "Who may take ingest's role (ecs or ec2); elsewhere makes the policy alone, for a role of your own."
  type        = string
  default     = "ecs"

  validation {
    condition     = contains(["ecs", "ec2", "elsewhere"], var.ingest_runs_on)
    error_message = "ingest_runs_on must be ecs, ec2 or elsewhere."
  }
}

variable "queue_key_arn" {
  description = "Customer managed KMS key for the queues, with the key policy of policies/queue-key.json; null for SSE-SQS."
  type        = string
  default     = null

  validation {
    condition     = var.queue_key_arn == null || can(regex("^arn:(aws|aws-cn|aws-us-gov):kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$", var.queue_key_arn))
    error_message = "queue_key_arn must be null or the ARN of a key (not of an alias)."
  }
}

variable "trail_bucket" {
  description = "Bucket of the trail, which ingest then may read; null if it does not read archives."
  type        = string
  default     = null

  validation {
    condition     = var.trail_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.trail_bucket))
    error_message = "trail_bucket must be null or the name of a bucket."
  }
}

variable "trail_key_arn" {
  description = "KMS key with which the trail encrypts its files; null if it has none."
  type        = string
  default     = null

  validation {
    condition     = var.trail_key_arn == null || can(regex("^arn:(aws|aws-cn|aws-us-gov):kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$", var.trail_key_arn))
    error_message = "trail_key_arn must be null or the ARN of a key (not of an alias)."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that is told when events are not read or not delivered; null for no alarms."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_topic_arn == null || can(regex("^arn:(aws|aws-cn|aws-us-gov):sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]+$", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be null or the ARN of a topic."
  }
}
