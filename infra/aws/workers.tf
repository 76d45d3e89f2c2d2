# What the loader does: it writes staged batches and signs in to the warehouse. Redshift reads the files, not the loader.
resource "aws_iam_policy" "loader" {
  name   = "telecom-loader"
  policy = data.aws_iam_policy_document.loader.json
}

resource "aws_iam_role_policy_attachment" "loader" {
  role       = var.loader_role
  policy_arn = aws_iam_policy.loader.arn
}

data "aws_iam_policy_document" "loader" {
  statement {
    actions   = ["s3:PutObject"]
    resources = [local.staged_objects]
  }

  # Is the bucket there? S3 asks for ListBucket, and that question names no prefix.
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.staging.arn]
  }

  statement {
    actions   = ["redshift-serverless:GetCredentials"]
    resources = [aws_redshiftserverless_workgroup.telecom.arn]
  }
}

# What npm run setup (which only looks whether the bucket is there), connections, audit, trace, redrive and sweep do, and
# the console. Only sweep removes: a loader that is broken into cannot. A role of the console's own need not either.
resource "aws_iam_policy" "operator" {
  name   = "telecom-operator"
  policy = data.aws_iam_policy_document.operator.json
}

resource "aws_iam_role_policy_attachment" "operator" {
  role       = var.operator_role
  policy_arn = aws_iam_policy.operator.arn
}

data "aws_iam_policy_document" "operator" {
  statement {
    actions   = ["s3:GetObject", "s3:DeleteObject"]
    resources = [local.staged_objects]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.staging.arn]
  }

  statement {
    actions   = ["redshift-serverless:GetCredentials"]
    resources = [aws_redshiftserverless_workgroup.telecom.arn]
  }
}
