variable "region" {
  description = "The Region where IAM is at home: us-east-1, in China cn-north-1, in GovCloud us-gov-west-1."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = contains(["us-east-1", "cn-north-1", "us-gov-west-1"], var.region)
    error_message = "region must be us-east-1, cn-north-1 or us-gov-west-1."
  }
}

variable "more_regions" {
  description = "Other Regions in which trails are at home, for events about CloudTrail itself."
  type        = list(string)
  default     = []
}

variable "organization_id" {
  description = "The organization, such as o-exampleorgid."
  type        = string
}

variable "organizational_units" {
  description = "Where the members are deployed: the organization's root (r-...) for all of them, or some units (ou-...)."
  type        = list(string)

  validation {
    condition     = alltrue([for unit in var.organizational_units : can(regex("^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$", unit))])
    error_message = "organizational_units must be ids such as r-exam or ou-exam-examplou."
  }
}

variable "central_role_arn" {
  description = "The role with which Terraform works in the central account."
  type        = string
}

variable "external_id" {
  description = "What ingest has to name when it assumes a role: the same text in its configuration."
  type        = string
}

variable "alarm_topic_arn" {
  description = "SNS topic in the central account for alarms; null for none."
  type        = string
  default     = null
}
