// What tests of the whole drive: the worker with other ports than main.ts gives it.
export { loaderSettings, stallAfterMs } from './config.ts';
export { keepLoading, type KeepLoadingOptions } from './keep-loading.ts';
export { type LoaderContext, runLoader } from './run-loader.ts';
