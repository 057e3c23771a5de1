drop function app.begin_form(uuid), app.begin_sign_in(text, inet, integer, integer, interval),
  app.end_form(uuid, text), app.scope(uuid, uuid, text);
drop table app.form_keys, app.sign_in_attempts, app.api_tokens, app.password_links,
  app.sessions, app.credentials;
