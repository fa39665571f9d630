-- Below the pages in use it means: none beyond these.
PRAGMA max_page_count = 1
