drop function app.check_sites(uuid[]), app.contents_of_site(uuid), app.create_site(jsonb),
  app.create_site_in(jsonb, uuid[]), app.deactivate_orphans(uuid[]), app.history_of_site(uuid),
  app.leave_site(uuid), app.link_sites(uuid, uuid[]), app.sites_of_client(text),
  app.touch_sites(uuid[]), app.unlink_sites(uuid, uuid[]);
drop table site_revisions, sites_history, inverters, site_group_sites, sites, ml_model, clients;
drop function app.count_edit(), app.fill_inverter_capacity(), app.link_to_admin_groups(),
  app.name_the_writer(), app.on_all_changed(), app.on_sites_update(), app.record_site_change(),
  app.visible_sites();
