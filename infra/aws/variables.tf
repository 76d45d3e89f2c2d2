variable "region" {
  description = "Region of the bucket and of the warehouse; COPY reads Parquet from its own region only."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket for staged batches; bucket names are unique in all of AWS."
  type        = string
}

variable "keep_staged_days" {
  description = "Days a staged batch stays on S3, loaded or not."
  type        = number
  default     = 30

  validation {
    # The audit misses a loaded batch that is gone within 24 hours of its commit, which is some minutes after its files.
    condition     = var.keep_staged_days >= 2
    error_message = "keep_staged_days must be 2 or more: the audit asks for every batch loaded within the last 24 hours."
  }
}

variable "vpc_id" {
  description = "VPC of the warehouse, of the loaders and of the console."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of that VPC for the warehouse, in three availability zones, as Redshift Serverless asks."
  type        = set(string)

  validation {
    condition     = length(var.subnet_ids) >= 3
    error_message = "Redshift Serverless asks for at least three subnets in three availability zones."
  }
}

variable "client_security_group_ids" {
  description = "Security groups of whoever may reach the warehouse: loaders, the console, operators, reports."
  type        = set(string)
}

variable "loader_role" {
  description = "Name of the IAM role that the loaders run as (of the task, the instance or the pod). It must be there."
  type        = string
}

variable "operator_role" {
  description = "Name of the IAM role that types npm run setup, connections, audit, trace, redrive and sweep, and that the console may run as. It must be there, and may be the loader's."
  type        = string
}

variable "base_capacity" {
  description = "RPUs of the warehouse; billed by the second while it runs a query, for a minute at least."
  type        = number
  default     = 8
}

variable "max_capacity" {
  description = "RPUs it may grow to under load: what a second costs at most."
  type        = number
  default     = 16
}
