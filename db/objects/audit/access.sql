call app.force_row_security('aud.leaf');
