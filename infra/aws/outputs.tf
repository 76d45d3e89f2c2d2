# Each output is a setting of .env.example by its name.

output "S3_BUCKET" {
  value = aws_s3_bucket.staging.id
}

output "S3_REGION" {
  value = var.region
}

# Who signs in by a role is the database user IAMR:role. The colon would end the name in a URL.
output "WAREHOUSE_URL" {
  value = format(
    "redshift://%s@%s:%d/%s",
    urlencode("IAMR:${var.loader_role}"),
    aws_redshiftserverless_workgroup.telecom.endpoint[0].address,
    aws_redshiftserverless_workgroup.telecom.port,
    aws_redshiftserverless_namespace.telecom.db_name,
  )
}

output "REDSHIFT_COPY_ROLE" {
  value = aws_iam_role.copy.arn
}

output "REDSHIFT_WORKGROUP" {
  value = aws_redshiftserverless_workgroup.telecom.workgroup_name
}
