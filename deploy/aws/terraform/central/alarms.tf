resource "aws_cloudwatch_metric_alarm" "not_read" {
  count = var.alarm_topic_arn == null ? 0 : 1

  alarm_name          = "lonekey-events-not-read"
  alarm_description   = "The oldest event has waited 15 minutes; does ingest run, and does it reach Kafka?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.events.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 900
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  count = var.alarm_topic_arn == null ? 0 : 1

  alarm_name          = "lonekey-events-dead-letters"
  alarm_description   = "Events were received over and over without being deleted; what does the log of ingest say?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "undelivered" {
  count = var.alarm_topic_arn == null ? 0 : 1

  alarm_name          = "lonekey-events-undelivered"
  alarm_description   = "EventBridge could not deliver events to the queue; were its policy or its key changed?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.undelivered.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}
