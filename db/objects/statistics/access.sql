call app.wall('app.statistics_rows');

call app.wall('app.country_regions');

call app.wall('app.statistics_releases');

call app.wall('app.statistics_cells');
