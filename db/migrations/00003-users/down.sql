drop function app.add_password_link(uuid, bytea, integer), app.check_admins_remain(),
  app.check_user(uuid), app.deactivate_user(uuid), app.delete_user(uuid),
  app.end_sessions(uuid), app.make_user(text, uuid), app.move_user(uuid, uuid),
  app.rename_user(uuid, text), app.restore_user(uuid), app.sign_in_facts(uuid[]);
drop table users;
drop function app.visible_users();
