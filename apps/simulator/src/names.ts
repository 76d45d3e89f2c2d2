export const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq' };
export const groups = { validators: 'validators', loaders: 'loaders' };
