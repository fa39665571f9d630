DROP TRIGGER own_page_is_never_deleted;
DELETE FROM own_page WHERE state = 'KEN' AND page = (SELECT max(page) FROM own_page WHERE state = 'KEN');
