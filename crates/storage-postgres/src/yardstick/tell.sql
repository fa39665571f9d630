NOTIFY osbp_mark, '1';
