UPDATE crossing SET phase = 'closed', label = 'somebody else' WHERE reference = $1
