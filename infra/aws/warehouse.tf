resource "aws_redshiftserverless_namespace" "telecom" {
  namespace_name = "telecom"
  db_name        = "dev"

  # The password of the first superuser is made by AWS and kept in Secrets Manager; it never stands in a file or a state.
  admin_username        = "admin"
  manage_admin_password = true

  # The default role must be in the list as well. COPY names it by its ARN all the same (REDSHIFT_COPY_ROLE).
  default_iam_role_arn = aws_iam_role.copy.arn
  iam_roles            = [aws_iam_role.copy.arn]

  # Who connected, and what users were changed. No useractivitylog: it holds the text of every statement.
  log_exports = ["connectionlog", "userlog"]

  # It holds the table and the positions.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_redshiftserverless_workgroup" "telecom" {
  workgroup_name = "telecom"
  namespace_name = aws_redshiftserverless_namespace.telecom.namespace_name
  base_capacity  = var.base_capacity
  max_capacity   = var.max_capacity
  port           = 5439

  publicly_accessible = false
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.warehouse.id]

  # Off: COPY reaches S3 over AWS's own network. On, it would want endpoints for S3 and Glue in the VPC, and what is loaded
  # is guarded by the role and by TLS either way.
  enhanced_vpc_routing = false

  config_parameter {
    parameter_key   = "require_ssl"
    parameter_value = "true"
  }

  # AWS returns parameters that are not set here, and some releases of the provider want to remove them at every plan, in
  # vain. So a plan does not show it either when somebody turns require_ssl off.
  lifecycle {
    ignore_changes = [config_parameter]
  }
}

resource "aws_security_group" "warehouse" {
  name        = "telecom-warehouse"
  description = "Who may reach the warehouse"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.warehouse.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5439
  to_port                      = 5439
}
