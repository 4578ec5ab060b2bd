"""`python -m plugin` is the command line too, for places where the console script is not on the path."""

from plugin.cli import main

if __name__ == "__main__":
    main()
