call app.force_row_security('app.statistics_rows');

call app.force_row_security('app.country_regions');

call app.force_row_security('app.statistics_releases');

call app.force_row_security('app.statistics_cells');
