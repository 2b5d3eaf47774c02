# The bot in a small image. The volume holds the log and the unfinished work.
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* && useradd --create-home --uid 10001 neutral \
    && install -d -o neutral /data
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir .
USER neutral
# Without it the C library keeps a heap for each of 40 threads: 20 MB and more under load.
# And a large block that was given back is given on to the machine at once: 10 MB and more.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
ENV NEUTRAL_DATA_DIR=/data
VOLUME /data
CMD ["neutral", "serve"]
