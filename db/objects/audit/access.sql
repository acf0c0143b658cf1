call app.wall('aud.leaf');
