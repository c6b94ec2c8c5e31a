output "member_role_arn" {
  description = "The role that ingest assumes in this account; null outside of the home Region of IAM."
  value       = one(aws_iam_role.member[*].arn)
}

output "forward_rule_arn" {
  description = "The rule that forwards events of this Region."
  value       = aws_cloudwatch_event_rule.forward.arn
}
