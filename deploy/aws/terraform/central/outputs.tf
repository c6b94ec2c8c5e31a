output "bus_arn" {
  description = "For central_bus_arn of the member modules and stacks."
  value       = aws_cloudwatch_event_bus.central.arn
}

output "queue_url" {
  description = "For the configuration of ingest."
  value       = aws_sqs_queue.events.url
}

output "ingest_role_arn" {
  description = "For ingest_role_arn of the member modules and stacks; null if ingest_runs_on is elsewhere."
  value       = one(aws_iam_role.ingest[*].arn)
}

output "ingest_policy_arn" {
  description = "For a role of your own."
  value       = aws_iam_policy.ingest.arn
}

output "ingest_queue_key_policy_arn" {
  description = "For a role of your own, besides ingest_policy_arn; null without queue_key_arn."
  value       = one(aws_iam_policy.ingest_queue_key[*].arn)
}

output "ingest_trail_policy_arn" {
  description = "For a role of your own, besides ingest_policy_arn; null without trail_bucket."
  value       = one(aws_iam_policy.ingest_trail[*].arn)
}
