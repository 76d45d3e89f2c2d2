# What Redshift becomes while it runs COPY: it may read staged batches, and nothing else.
resource "aws_iam_role" "copy" {
  name               = "telecom-redshift-copy"
  assume_role_policy = data.aws_iam_policy_document.copy_trust.json
}

data "aws_iam_policy_document" "copy_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"]
    }

    # Redshift names the database user it acts for. Only those of this account and region: else somebody else's Redshift
    # could be talked into using this role. Behind "dbuser:" follow workgroup and user, for Serverless in a form on which the
    # documentation does not agree with itself.
    condition {
      test     = "StringLike"
      variable = "sts:ExternalId"
      values   = ["arn:aws:redshift:${var.region}:${data.aws_caller_identity.this.account_id}:dbuser:*"]
    }
  }
}

resource "aws_iam_role_policy" "copy" {
  name   = "read-staged-batches"
  role   = aws_iam_role.copy.id
  policy = data.aws_iam_policy_document.copy.json
}

data "aws_iam_policy_document" "copy" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [local.staged_objects]
  }

  # Neither can be narrowed to the folder. The first is what AWS asks for any COPY, the second what it asks for Spectrum,
  # and Parquet is read as Spectrum does.
  statement {
    actions   = ["s3:ListBucket", "s3:GetBucketLocation"]
    resources = [aws_s3_bucket.staging.arn]
  }
}
