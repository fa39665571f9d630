-- The register of persons held finds its holds by their time; no other act touches this index.
CREATE INDEX act_of_hold ON act (at) WHERE kind IN ('hold_placed', 'entered_late');
