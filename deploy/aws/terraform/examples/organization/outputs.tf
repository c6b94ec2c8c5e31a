output "queue_url" {
  description = "For the configuration of ingest."
  value       = module.central.queue_url
}

output "ingest_role_arn" {
  description = "The role that ingest runs with."
  value       = module.central.ingest_role_arn
}
