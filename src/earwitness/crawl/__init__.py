"""Archives of any size into a data set of Parquet files, and what can be asked of one."""

from .errors import CODES, CRAWL_ERRORS, CrawlError

__all__ = ["CODES", "CRAWL_ERRORS", "CrawlError"]
