# No versioning: a key is written once and never again, for each attempt of a load has a batch id of its own. What is
# loaded is in the table; old versions would only keep personal data after the lifecycle rule and npm run sweep removed it.
resource "aws_s3_bucket" "staging" {
  bucket = var.bucket
}

resource "aws_s3_bucket_public_access_block" "staging" {
  bucket                  = aws_s3_bucket.staging.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# S3's own keys: a key of yours (aws:kms) also wants kms:Decrypt for the COPY role and kms:GenerateDataKey for the loader.
resource "aws_s3_bucket_server_side_encryption_configuration" "staging" {
  bucket = aws_s3_bucket.staging.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "staging" {
  bucket = aws_s3_bucket.staging.id

  # One age for all batches, so that the oldest go first: the audit takes any other gap for a loss.
  rule {
    id     = "expire-staged-batches"
    status = "Enabled"

    filter {
      prefix = local.staged
    }

    expiration {
      days = var.keep_staged_days
    }
  }

  # The loader writes each object in one request; this is for other tools.
  rule {
    id     = "abort-incomplete-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "staging" {
  bucket = aws_s3_bucket.staging.id
  policy = data.aws_iam_policy_document.tls_only.json

  depends_on = [aws_s3_bucket_public_access_block.staging]
}

# Whoever adds a limit on the age of signatures (s3:signatureAge): Redshift reads Parquet by presigned URLs that are valid
# for an hour, so allow 3,600,000 ms. And no limit to VPC endpoints: COPY does not come through one of yours.
data "aws_iam_policy_document" "tls_only" {
  statement {
    sid       = "DenyWithoutTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.staging.arn, "${aws_s3_bucket.staging.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

locals {
  staged         = "telecom_data/"
  staged_objects = "${aws_s3_bucket.staging.arn}/${local.staged}*"
}
