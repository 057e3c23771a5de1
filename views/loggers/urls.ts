interface InAddress {
  site_uuid: string;
  logger_uuid: string;
}

/** Returns the address of the loggers of a site, or of a page below it: `loggersUrl(site, "/new")`. */
export const loggersUrl = (siteUuid: string, below = "") => `/sites/${siteUuid}/loggers${below}`;

/** Returns the address of a logger, or of one of its pages: `loggerUrl(logger, "/keys")`. */
export const loggerUrl = ({ site_uuid, logger_uuid }: InAddress, below = "") =>
  loggersUrl(site_uuid, `/${logger_uuid}${below}`);
