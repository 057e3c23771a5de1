set local check_function_bodies = off;

drop function app.day_ahead_pairs(uuid, date);
