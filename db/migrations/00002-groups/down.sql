drop function app.check_group(uuid), app.delete_group(uuid), app.mark_group(uuid, boolean);
drop table site_groups;
drop function app.link_every_site();
