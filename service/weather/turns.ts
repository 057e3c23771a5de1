/** How often weather is looked for; issue times are floored to it. */
export const LOOK_MINUTES = 5;

/** Weather that was issued longer ago makes no forecast; app.ruled_models knows this limit, too. */
export const OLDEST_WEATHER = { hours: 36 };
