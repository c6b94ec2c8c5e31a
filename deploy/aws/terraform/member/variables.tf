variable "central_bus_arn" {
  description = "The event bus of the central module (its output bus_arn)."
  type        = string

  validation {
    condition     = can(regex("^arn:(aws|aws-cn|aws-us-gov):events:[a-z0-9-]+:\\d{12}:event-bus/[A-Za-z0-9._/-]+$", var.central_bus_arn))
    error_message = "central_bus_arn must be the ARN of an event bus."
  }
}

variable "ingest_role_arn" {
  description = "The role that ingest runs with (output ingest_role_arn of the central module, or your own). It must exist."
  type        = string

  validation {
    condition     = can(regex("^arn:(aws|aws-cn|aws-us-gov):iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+$", var.ingest_role_arn))
    error_message = "ingest_role_arn must be the ARN of a role."
  }
}

variable "external_id" {
  description = "What ingest has to name when it assumes the role: the same text in its configuration."
  type        = string

  validation {
    condition     = length(var.external_id) <= 1224 && can(regex("^[A-Za-z0-9+=,.@:/_-]{2,}$", var.external_id))
    error_message = "external_id must be 2 to 1,224 letters, digits or signs of +=,.@:/_-."
  }
}
