-- On which page a row came to lie is chance's: two connections that add rows begin pages of their own. Put in order, the size
-- of a table is what its rows hold.
CLUSTER act USING act_pkey;
CLUSTER key_material USING key_material_pkey;
CLUSTER photograph USING photograph_pkey;
CLUSTER sealed_document USING sealed_document_pkey;
CLUSTER sealed_part USING sealed_part_pkey;
ANALYZE
