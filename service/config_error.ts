/** Thrown with a sentence for each setting that is missing or wrong. */
export class ConfigError extends Error {}
