/** Tables of loggers that web roles may read, without their schema. */
export const LOGGER_TABLES = [
  "alarm_rules",
  "alarms",
  "logger_conflicts",
  "logger_keys",
  "logger_messages",
  "logger_requests",
  "logger_sessions",
  "logger_settings",
  "logger_sites",
  "logger_variables",
  "loggers",
  "site_series",
];
