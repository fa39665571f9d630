NOTIFY osbp_feed
