# A whole organization, run with credentials of its management account: the central module in a security account, the
# member stack in every other account through a StackSet, and the member module in the management account, which
# StackSets with service-managed permissions leave out.

provider "aws" {
  region = var.region
}

provider "aws" {
  alias  = "central"
  region = var.region

  assume_role {
    role_arn = var.central_role_arn
  }
}

module "central" {
  source = "../../central"

  providers = {
    aws = aws.central
  }

  organization_id = var.organization_id
  ingest_runs_on  = "ecs"
  alarm_topic_arn = var.alarm_topic_arn
}

resource "aws_cloudformation_stack_set" "members" {
  name             = "lonekey-member"
  description      = "Lonekey: the role that ingest assumes, and the rule that forwards access-key events"
  permission_model = "SERVICE_MANAGED"
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  template_body    = file("${path.module}/../../../cloudformation/member.yml")

  parameters = {
    CentralBusArn = module.central.bus_arn
    IngestRoleArn = module.central.ingest_role_arn
    ExternalId    = var.external_id
  }

  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  lifecycle {
    ignore_changes = [administration_role_arn] # filled in by AWS
  }
}

resource "aws_cloudformation_stack_instances" "members" {
  stack_set_name = aws_cloudformation_stack_set.members.name
  regions        = concat([var.region], var.more_regions)

  deployment_targets {
    organizational_unit_ids = var.organizational_units
  }

  operation_preferences {
    region_concurrency_type      = "SEQUENTIAL"
    region_order                 = concat([var.region], var.more_regions) # roles first, then rules that name them
    max_concurrent_percentage    = 25
    failure_tolerance_percentage = 10
  }
}

module "management_account" {
  source = "../../member"

  central_bus_arn = module.central.bus_arn
  ingest_role_arn = module.central.ingest_role_arn
  external_id     = var.external_id
}
