set local check_function_bodies = off;

drop function app.members_at_once(uuid, uuid, text, uuid[]);

drop function app.site_at_once(uuid, uuid, text, uuid[], uuid);
