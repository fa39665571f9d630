-- What was left out in an emergency is found by when parties arrived; an act on a crossing that is there doesn't touch this index.
CREATE INDEX crossing_by_arrival ON crossing (post, flow, arrived_at);
