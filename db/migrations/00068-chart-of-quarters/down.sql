set local check_function_bodies = off;

drop function app.chart_quarters(uuid, bigint, integer[]);
